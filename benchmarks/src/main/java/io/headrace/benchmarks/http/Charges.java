package io.headrace.benchmarks.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What the API has: charges as a payment service lists them, one for each second from the beginning of 2026 on. Each is an object of {@link #BYTES} bytes with some forty values.
 * They are copies of a hundred that were written before, with other numbers in them, so that making them costs next to nothing.
 */
final class Charges {
    static final int BYTES = 1_024;

    /** When charge 0 was made, in seconds since the epoch: 2026-01-01T00:00:00Z. */
    static final long FIRST = 1_767_225_600L;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = 20_260_101;
    private static final int KINDS = 100;
    private static final int ID_DIGITS = 12;
    private static final int TIME_DIGITS = 10;
    private static final String ID = "ch_";
    private static final String NO_ID = ID + "0".repeat(ID_DIGITS);
    private static final long NO_TIME = 1_000_000_000L;
    private static final String[] CITIES = {"Uppsala", "Porto", "Graz", "Gdansk", "Bergen", "Ghent"};
    private static final String[] CURRENCIES = {"eur", "usd", "sek", "pln", "nok"};
    private static final String[] RISKS = {"normal", "elevated", "not_assessed"};

    private final List<Kind> kinds = new ArrayList<>();

    /** One of those that all others are copies of. */
    private record Kind(byte[] bytes, int idAt, int timeAt, JsonNode tree) {}

    Charges() {
        Random dice = new Random(SEED);
        for (int i = 0; i < KINDS; i++) {
            kinds.add(kind(dice));
        }
    }

    /** The name of a charge. */
    static String id(long number) {
        String digits = Long.toString(number);
        return ID + "0".repeat(ID_DIGITS - digits.length()) + digits;
    }

    /** The number of a charge with this name. */
    static long number(String id) {
        if (!id.startsWith(ID)) {
            throw new IllegalArgumentException("'" + id + "' is no name of a charge");
        }
        return Long.parseLong(id.substring(ID.length()));
    }

    /** Writes a charge as JSON, {@link #BYTES} bytes. */
    void write(long number, byte[] into, int at) {
        Kind kind = kind(number);
        System.arraycopy(kind.bytes, 0, into, at, BYTES);
        digits(number, ID_DIGITS, into, at + kind.idAt);
        digits(FIRST + number, TIME_DIGITS, into, at + kind.timeAt);
    }

    private static void digits(long value, int count, byte[] into, int at) {
        long rest = value;
        for (int i = count - 1; i >= 0; i--) {
            into[at + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** A charge, parsed. */
    JsonNode tree(long number) {
        ObjectNode tree = kind(number).tree.deepCopy();
        // As a parser has it: whole numbers are ints where they fit.
        tree.put("id", id(number)).put("created", (int) (FIRST + number));
        return tree;
    }

    private Kind kind(long number) {
        return kinds.get((int) (number % KINDS));
    }

    private static Kind kind(Random dice) {
        ObjectNode charge = charge(dice);
        charge.put("description", "");
        int missing = BYTES - text(charge).length();
        charge.put("description", letters(dice, missing));
        String text = text(charge);
        try {
            return new Kind(
                    text.getBytes(StandardCharsets.US_ASCII),
                    text.indexOf(NO_ID) + ID.length(),
                    text.indexOf(Long.toString(NO_TIME)),
                    JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was written can be read", e);
        }
    }

    private static ObjectNode charge(Random dice) {
        ObjectNode charge = JSON.createObjectNode().put("id", NO_ID).put("object", "charge");
        charge.put("amount", 100 + dice.nextInt(900_000)).put("amount_captured", 100 + dice.nextInt(900_000));
        charge.put("amount_refunded", 0).put("balance_transaction", "txn_" + letters(dice, 18));
        ObjectNode billing = charge.putObject("billing_details");
        billing.putObject("address")
                .put("city", CITIES[dice.nextInt(CITIES.length)])
                .put("country", "SE")
                .put("line1", letters(dice, 12) + " " + dice.nextInt(200))
                .put("postal_code", Integer.toString(10_000 + dice.nextInt(90_000)));
        billing.put("email", letters(dice, 8) + "@example.com").put("name", letters(dice, 6) + " " + letters(dice, 9));
        charge.put("captured", true).put("created", NO_TIME);
        charge.put("currency", CURRENCIES[dice.nextInt(CURRENCIES.length)]).put("customer", "cus_" + letters(dice, 14));
        charge.put("disputed", false).put("exchange_rate", (10_000 + dice.nextInt(9_999)) / 10_000.0);
        charge.put("invoice", "in_" + letters(dice, 18)).put("livemode", true);
        charge.putObject("metadata")
                .put("order_id", Integer.toString(dice.nextInt(1_000_000)))
                .put("channel", "web");
        charge.putObject("outcome")
                .put("network_status", "approved_by_network")
                .put("risk_level", RISKS[dice.nextInt(RISKS.length)])
                .put("risk_score", dice.nextInt(100))
                .put("seller_message", "Payment complete.")
                .put("type", "authorized");
        charge.put("paid", true).put("payment_intent", "pi_" + letters(dice, 18));
        charge.put("receipt_url", "https://pay.example.com/receipts/" + letters(dice, 24));
        charge.put("refunded", false).put("status", "succeeded");
        charge.putArray("tags").add(letters(dice, 5)).add(letters(dice, 7));
        return charge;
    }

    private static String letters(Random dice, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append((char) ('a' + dice.nextInt(26)));
        }
        return text.toString();
    }

    private static String text(ObjectNode node) {
        return node.toString();
    }
}
