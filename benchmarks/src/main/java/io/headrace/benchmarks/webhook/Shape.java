package io.headrace.benchmarks.webhook;

/** How senders send. */
public enum Shape {
    /** One event in a request. */
    SINGLE("single", 128, 1, "application/json"),
    /** A JSON array of a hundred. */
    ARRAY("array", 16, 100, "application/json"),
    /** A hundred lines. */
    LINES("lines", 16, 100, "application/x-ndjson");

    private final String label;
    private final int connections;
    private final int events;
    private final String mediaType;

    Shape(String label, int connections, int events, String mediaType) {
        this.label = label;
        this.connections = connections;
        this.events = events;
        this.mediaType = mediaType;
    }

    /** {@return its name in results} */
    public String label() {
        return label;
    }

    /** {@return how many senders there are, each with a connection of its own} */
    int connections() {
        return connections;
    }

    /** {@return how many events a request has} */
    int events() {
        return events;
    }

    String mediaType() {
        return mediaType;
    }
}
