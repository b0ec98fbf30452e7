package io.headrace.cli.demo;

import java.util.Random;

/** What the shop has beside its database: carriers behind an API, and a payment provider that sends webhooks. */
final class Online {

    static final int SHIPMENTS = 60;

    private static final int PACKED_EVERY = 5;
    private static final int CANCELLED_EVERY = 20;

    private final Random random;
    private final Shipments shipments;
    private final Payments payments;
    private long transactions;
    private long shipment = SHIPMENTS;

    Online(Random random, Shipments shipments, Payments payments) {
        this.random = random;
        this.shipments = shipments;
        this.payments = payments;
    }

    /** The shipments of the first day. */
    void fill() {
        for (long id = 1; id <= SHIPMENTS; id++) {
            shipments.pack(id, id);
        }
    }

    /** What a transaction of the shop brings about. */
    void step() {
        long order = Shop.ORDERS + ++transactions;
        payments.captured(order, 99 + random.nextInt(99_900));
        shipments.move();
        if (transactions % PACKED_EVERY == 0) {
            shipments.pack(++shipment, order);
        }
        if (transactions % CANCELLED_EVERY == 0) {
            shipments.cancel(SHIPMENTS);
        }
    }

    /** The day's end: {@link Trade#LAST} is the place of the last event of the last shipment. */
    void end() {
        shipments.last(++shipment, Shop.ORDERS + transactions, Trade.LAST);
    }
}
