package io.headrace.sink.options;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Setting;
import io.headrace.core.config.Values;
import io.headrace.sink.options.WriteOptions.Order;
import java.util.List;

/** Which change of a key is its last one, and what that rules out. */
public final class OrderSettings {

    public static final Setting<Order> MERGE_ORDER = Setting.oneOf("merge.order", Order.class)
            .defaultsTo(Order.OFFSET)
            .advanced()
            .group(SinkSettings.WRITE_GROUP)
            .doc(
                    "Which change of a key is the last one in merge mode: offset takes the one that Kafka has last, which only holds where all changes of a key are in one partition; source takes the one that stands last in its source's log, for topics whose partition count was raised. For source each record must have its position in the source and all values of its row; the columns source_sequence and source_order are added.")
            .build();

    private OrderSettings() {}

    /** The columns that hold a row's place in the order, the more significant one first. */
    public static List<MetadataColumn> columns(Order order) {
        return order == Order.SOURCE ? List.of(MetadataColumn.SOURCE_SEQUENCE, MetadataColumn.SOURCE_ORDER) : List.of();
    }

    static void check(Values values, Problems problems) {
        if (values.get(MERGE_ORDER) != Order.SOURCE) {
            return;
        }
        if (values.get(SinkSettings.WRITE_MODE) != WriteOptions.Mode.MERGE) {
            problems.add(
                    MERGE_ORDER,
                    "'source' is about merged rows, and 'write.mode' is append, which keeps every change. Leave it out, or set 'write.mode' to merge.");
            return;
        }
        if (values.get(SinkSettings.DELETE_MODE) == WriteOptions.Deletes.HARD) {
            problems.add(
                    SinkSettings.DELETE_MODE,
                    "'hard' is not possible with merge.order=source: a row that is gone cannot say when it was deleted, so an older change would bring it back. Set it to soft or ignore, or 'merge.order' to offset.");
        }
        if (values.get(SinkSettings.TRUNCATE_MODE) == WriteOptions.Truncates.APPLY) {
            problems.add(
                    SinkSettings.TRUNCATE_MODE,
                    "'apply' is not possible with merge.order=source: an emptied table cannot say when it was emptied, so older changes would fill it again. Set it to ignore or fail, or 'merge.order' to offset.");
        }
        if (values.get(SinkSettings.NESTED_LISTS) == NestingOptions.Lists.CHILD) {
            problems.add(
                    SinkSettings.NESTED_LISTS,
                    "'child' is not possible with merge.order=source: the rows of a list's elements do not say which change they are of. Set it to keep, or 'merge.order' to offset.");
        }
    }
}
