package io.headrace.core.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** How values of one type are read from and written as text. */
interface Kind<T> {

    ConfigDef.Type type();

    /** The type as the reference names it. */
    String noun();

    /** What a text must be, to follow "it must be". */
    String allowed();

    T parse(String text) throws RefusedException;

    /** The text a user would write; {@code parse(render(v))} equals {@code v}. */
    String render(T value);

    /** The value in a sentence, with its unit. */
    default String say(T value) {
        return render(value);
    }

    /** The closed set of texts, or nothing when the set is open. */
    default List<String> choices() {
        return List.of();
    }

    default boolean secret() {
        return false;
    }

    /** The refusal of a text that cannot be read as this kind. */
    default RefusedException refuse(String text) {
        String mend = choices().isEmpty() ? "Set it to such a value" : "Set it to one of these";
        return new RefusedException(Texts.notAllowed(text, secret()), allowed(), mend, true);
    }
}
