package io.headrace.http.route;

import io.headrace.http.decode.MissingRecords;
import io.headrace.http.template.Scope;
import java.util.Map;
import java.util.Optional;

/**
 * What routers need of the world.
 *
 * @param scope config and parameters
 * @param fixed values of list routers and buckets of parents that this reader is bound to; others are left to other readers
 * @param parents opens parent streams
 * @param notes told of what would otherwise go unnoticed
 */
public record RouteContext(Scope scope, Map<String, String> fixed, ParentOpener parents, Notes notes) {

    /** Opens a parent stream by its number, from a position that it said; from its begin where there is none. */
    @FunctionalInterface
    public interface ParentOpener {
        ParentRecords open(int parent, Optional<Map<String, String>> from);
    }

    /** Takes remarks for the operator. */
    @FunctionalInterface
    public interface Notes {
        void note(String remark);

        /** Says that the first page of a window has not the field in which the records of a stream are looked for. */
        default void missed(String stream, MissingRecords what) {
            note("In a response of stream " + stream + " " + what.text(MissingRecords.Found::mayBeRecords));
        }

        /** Says that the body of a page broke off, or was not what it should be, and that the page is asked for again. */
        default void brokeOff() {}
    }
}
