package io.headrace.source.http.webhook.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.core.config.Setting;
import io.headrace.core.config.Values;
import io.headrace.core.secret.Secret;
import io.headrace.source.http.webhook.message.Template;
import io.headrace.source.http.webhook.verify.VerifySettings.Preset;
import io.headrace.source.http.webhook.verify.VerifySettings.SecretEncoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Makes the verifier that the settings ask for, and says what is wrong with them. */
public final class Verifiers {

    private static final String STANDARD_PREFIX = "whsec_";

    private Verifiers() {}

    /**
     * The rules across the keys.
     *
     * @param problem takes each problem as its key and a text that says what, what is allowed and the mend; no secret is in it
     */
    public static void check(Values values, BiConsumer<Setting<?>, String> problem) {
        Optional<Preset> preset = values.get(VerifySettings.VERIFY);
        if (preset.isEmpty()) {
            problem.accept(
                    VerifySettings.VERIFY,
                    "it is missing; it must be one of " + String.join(", ", VerifySettings.VERIFY.choices())
                            + ". Set it; none lets everybody send.");
            return;
        }
        checkSecret(preset.get(), values, problem);
        if (preset.get() == Preset.BASIC && values.get(VerifySettings.USERNAME).isEmpty()) {
            problem.accept(VerifySettings.USERNAME, "it is missing; verify=basic needs a user. Set it.");
        }
        if (preset.get() == Preset.HMAC) {
            checkHmac(values, problem);
        }
    }

    private static void checkSecret(Preset preset, Values values, BiConsumer<Setting<?>, String> problem) {
        if (preset == Preset.NONE || preset == Preset.CLIENT_CERTIFICATE) {
            return;
        }
        String name = preset.name().toLowerCase(Locale.ROOT);
        if (values.get(VerifySettings.SECRET).isEmpty()) {
            problem.accept(
                    VerifySettings.SECRET,
                    "it is missing; verify=" + name
                            + " needs the secret that the sender has. Set it, through a ConfigProvider for example.");
            return;
        }
        if (keys(preset, values).stream().anyMatch(key -> key.isEmpty() || key.get().length == 0)) {
            problem.accept(
                    VerifySettings.SECRET,
                    "a secret is not written as verify=" + name + " needs it; it must be "
                            + (preset == Preset.STANDARD_WEBHOOKS
                                    ? "base64, with or without " + STANDARD_PREFIX + " before it"
                                    : "in the encoding that hmac.secret.encoding names")
                            + ". Copy it whole from the sender's page.");
        }
    }

    private static void checkHmac(Values values, BiConsumer<Setting<?>, String> problem) {
        String signed = values.get(VerifySettings.HMAC_SIGNED);
        Template template;
        try {
            template = Template.of(signed);
        } catch (IllegalArgumentException e) {
            problem.accept(VerifySettings.HMAC_SIGNED, e.getMessage() + ".");
            return;
        }
        if (template.aroundBody().isEmpty()) {
            problem.accept(
                    VerifySettings.HMAC_SIGNED,
                    "'" + signed + "' is not allowed; it must have ${body} in it once. Add it.");
        }
        boolean signsTime = names(template, Template.Kind.TIMESTAMP)
                || values.get(VerifySettings.HMAC_TIMESTAMP_HEADER)
                        .filter(header -> template.sources().stream()
                                .anyMatch(source -> source.kind() == Template.Kind.HEADER
                                        && source.name().equalsIgnoreCase(header)))
                        .isPresent();
        if (signsTime != values.get(VerifySettings.HMAC_TIMESTAMP_HEADER).isPresent()) {
            problem.accept(
                    VerifySettings.HMAC_TIMESTAMP_HEADER,
                    "a time must be signed to be trusted, and ${timestamp} must have a header;"
                            + " hmac.timestamp.header and ${timestamp} in hmac.signed go together. Set both, or neither.");
        }
        if (names(template, Template.Kind.ID)
                && values.get(VerifySettings.HMAC_ID_HEADER).isEmpty()) {
            problem.accept(
                    VerifySettings.HMAC_ID_HEADER, "it is missing, and hmac.signed has ${id}. Set it to the header.");
        }
        template.sources().stream()
                .filter(source -> !Template.isBody(source) && isOfTheBody(source))
                .forEach(source -> problem.accept(
                        VerifySettings.HMAC_SIGNED,
                        "'${" + source + "}' is not allowed, because a signature is checked before the body is read;"
                                + " it must be ${body} or of the head. Remove it."));
    }

    private static boolean names(Template template, Template.Kind kind) {
        return template.sources().stream().anyMatch(source -> source.kind() == kind);
    }

    private static boolean isOfTheBody(Template.Source source) {
        return switch (source.kind()) {
            case BODY, TYPE, ROUTE -> true;
            default -> false;
        };
    }

    /** The verifier of settings that {@link #check} has found no fault with. */
    public static Verifier of(Values values) {
        Preset preset = values.get(VerifySettings.VERIFY).orElseThrow();
        return switch (preset) {
            case NONE -> new Open();
            case GITHUB -> hmac(Schemes::github, preset, values);
            case STRIPE -> hmac(Schemes::stripe, preset, values);
            case SLACK -> hmac(Schemes::slack, preset, values);
            case SHOPIFY -> hmac(Schemes::shopify, preset, values);
            case STANDARD_WEBHOOKS -> hmac(Schemes::standardWebhooks, preset, values);
            case HMAC ->
                new HmacVerifier(
                        generic(values),
                        values.get(VerifySettings.HMAC_ALGORITHM),
                        decoded(preset, values),
                        values.get(VerifySettings.REPLAY_WINDOW));
            case API_KEY ->
                values.get(VerifySettings.API_KEY_PARAMETER)
                        .map(parameter -> Credentials.apiKeyParameter(parameter, texts(values)))
                        .orElseGet(() -> Credentials.apiKey(
                                values.get(VerifySettings.API_KEY_HEADER),
                                values.get(VerifySettings.API_KEY_PREFIX),
                                texts(values)));
            case BASIC -> Credentials.basic(values.get(VerifySettings.USERNAME).orElseThrow(), texts(values));
            case CLIENT_CERTIFICATE -> new ClientCertificate(values.get(VerifySettings.CLIENT_NAMES));
        };
    }

    private static Verifier hmac(Scheme scheme, Preset preset, Values values) {
        Duration window = values.get(VerifySettings.REPLAY_WINDOW);
        return new HmacVerifier(scheme, Algorithm.SHA256, decoded(preset, values), window);
    }

    private static GenericScheme generic(Values values) {
        List<Template> around =
                Template.of(values.get(VerifySettings.HMAC_SIGNED)).aroundBody().orElseThrow();
        return new GenericScheme(
                values.get(VerifySettings.HMAC_HEADER),
                values.get(VerifySettings.HMAC_PREFIX),
                values.get(VerifySettings.HMAC_ENCODING),
                around.get(0),
                around.get(1),
                values.get(VerifySettings.HMAC_TIMESTAMP_HEADER),
                values.get(VerifySettings.HMAC_ID_HEADER));
    }

    private static List<byte[]> decoded(Preset preset, Values values) {
        return keys(preset, values).stream().map(Optional::orElseThrow).toList();
    }

    private static List<Optional<byte[]>> keys(Preset preset, Values values) {
        SecretEncoding encoding = preset == Preset.HMAC
                ? values.get(VerifySettings.HMAC_SECRET_ENCODING)
                : preset == Preset.STANDARD_WEBHOOKS ? SecretEncoding.BASE64 : SecretEncoding.TEXT;
        return texts(values).stream()
                .map(text -> switch (encoding) {
                    case TEXT -> Optional.of(text.getBytes(UTF_8));
                    case HEX -> Encoding.HEX.decode(text);
                    case BASE64 ->
                        Encoding.BASE64.decode(
                                text.startsWith(STANDARD_PREFIX) ? text.substring(STANDARD_PREFIX.length()) : text);
                })
                .toList();
    }

    /** The current secret, then the previous ones. */
    private static List<String> texts(Values values) {
        List<String> texts = new ArrayList<>();
        values.get(VerifySettings.SECRET).map(Secret::value).ifPresent(texts::add);
        values.get(VerifySettings.SECRET_PREVIOUS)
                .map(Secret::value)
                .ifPresent(more -> Arrays.stream(more.trim().split("\\s+"))
                        .filter(text -> !text.isEmpty())
                        .forEach(texts::add));
        return texts;
    }
}
