package io.headrace.source.http.webhook.listener;

import io.headrace.source.http.webhook.body.Bodies;
import io.headrace.source.http.webhook.body.BodyEvent;
import io.headrace.source.http.webhook.event.Delivery;
import io.headrace.source.http.webhook.event.Delivery.Result;
import io.headrace.source.http.webhook.event.EventRecord;
import io.headrace.source.http.webhook.intake.Budget;
import io.headrace.source.http.webhook.intake.Intake;
import io.headrace.source.http.webhook.intake.RecentIds;
import io.headrace.source.http.webhook.intake.RecentIds.Claim;
import io.headrace.source.http.webhook.message.Head;
import io.headrace.source.http.webhook.message.RefusedRequestException;
import io.headrace.source.http.webhook.route.Route;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request whose head is good: its body is read, its events are handed to a task, and it is answered when Kafka has them. */
final class Exchange implements BodyCollector.Reader {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** About what a record and its headers take besides the body. */
    private static final long EVENT_OVERHEAD = 512;

    private final ListenerConfig config;
    private final Budget budget;
    private final Scheduler scheduler;
    private final Clock clock;
    private final Endpoints.Target target;
    private final Intake intake;
    private final Head head;
    private final String mediaType;
    private final boolean gzip;
    private final Reply reply;
    private final BodyCollector body;
    private final AtomicReference<Result> worst = new AtomicReference<>(Result.STORED);
    private final AtomicInteger pending = new AtomicInteger(1);
    private volatile Scheduler.Task timer = () -> true;
    private long began;
    private long held;

    /** What a listener lends to its exchanges. */
    record Tools(ListenerConfig config, Budget budget, Scheduler scheduler, Clock clock) {}

    Exchange(
            Tools tools,
            Endpoints.Target target,
            Intake intake,
            Head head,
            Request request,
            String mediaType,
            Reply reply) {
        this.config = tools.config();
        this.budget = tools.budget();
        this.scheduler = tools.scheduler();
        this.clock = tools.clock();
        this.target = target;
        this.intake = intake;
        this.head = head;
        this.mediaType = mediaType;
        this.gzip = head.header("Content-Encoding").filter(Exchange::isGzip).isPresent();
        this.reply = reply;
        this.body = new BodyCollector(request, budget, config.bodyBytes(), this);
    }

    static boolean isGzip(String encoding) {
        return encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip");
    }

    /** Begins to read. */
    void start() {
        body.run();
    }

    @Override
    public void waits() {
        within(config.requestTimeout(), this::tooSlow);
    }

    private void tooSlow() {
        if (body.abandon()) {
            String text =
                    "The request took more than " + config.requestTimeout().toMillis() + " ms to arrive.";
            count(408, reply.error(408, text, true));
        }
    }

    private void within(Duration time, Runnable late) {
        timer.cancel();
        timer = scheduler.schedule(late, time);
    }

    @Override
    public void complete(byte[] bytes, long taken) {
        began = System.nanoTime();
        held = taken;
        Delivery delivery = new Delivery();
        delivery.whenSettled(result -> budget.give(held));
        boolean ended = false;
        try {
            take(bytes, delivery);
            ended = true;
        } catch (RefusedRequestException e) {
            delivery.cancel();
            refuse(e);
            ended = true;
        } finally {
            if (!ended) {
                // After an error too, however bad: Jetty would let the sender wait.
                timer.cancel();
                delivery.cancel();
                count(500, reply.error(500, "This event cannot be taken.", true));
            }
        }
    }

    private void take(byte[] bytes, Delivery delivery) throws RefusedRequestException {
        byte[] plain = gzip ? Bodies.gunzip(bytes, config.bodyBytes()) : bytes;
        Route route = target.route();
        route.verifier().check(head, plain);
        List<BodyEvent> events = route.events(mediaType, plain);
        Optional<String> challenge = route.challenge(events);
        long more = plain.length + events.size() * EVENT_OVERHEAD;
        if (challenge.isPresent()) {
            timer.cancel();
            delivery.cancel();
            reply.text(200, "text/plain", challenge.get());
        } else if (budget.take(more)) {
            held += more;
            send(delivery, events);
        } else {
            delivery.cancel();
            unavailable();
        }
    }

    private void send(Delivery delivery, List<BodyEvent> events) throws RefusedRequestException {
        Set<Delivery> others = new LinkedHashSet<>(0);
        delivery.fill(fresh(target.route().maker().make(delivery, head, events, clock.millis()), delivery, others));
        int stored = delivery.size();
        int repeated = events.size() - stored;
        timer.cancel();
        if (stored > 0) {
            others.add(delivery);
        } else {
            delivery.cancel();
        }
        pending.addAndGet(others.size());
        others.forEach(other -> other.whenSettled(result -> settled(result, stored, repeated)));
        if (stored > 0) {
            intake.offer(delivery);
        }
        if (!reply.isGiven() && pending.get() > 1) {
            within(config.ackTimeout(), () -> late(delivery));
        }
        settled(Result.STORED, stored, repeated);
    }

    /**
     * What no earlier request has stored or is about to store.
     *
     * @param others takes the deliveries of the latter
     */
    private List<EventRecord> fresh(List<EventRecord> records, Delivery delivery, Set<Delivery> others) {
        String name = target.route().name();
        String route = name.isEmpty() ? "" : name + "\n";
        List<String> ids = new ArrayList<>(records.size());
        records.forEach(record -> record.givenId().ifPresent(id -> ids.add(route + id)));
        if (ids.isEmpty()) {
            return records;
        }
        RecentIds recent = target.endpoint().recentIds();
        // Before anything is claimed: a claim that an error leaves behind would keep the event out.
        delivery.whenSettled(result -> recent.settled(ids, delivery, result));
        Iterator<Claim> claims = recent.claim(ids, delivery).iterator();
        List<EventRecord> fresh = new ArrayList<>(records.size());
        for (EventRecord record : records) {
            Claim claim = record.givenId().isEmpty() ? new Claim.Granted() : claims.next();
            if (claim instanceof Claim.Granted) {
                fresh.add(record);
            } else if (claim instanceof Claim.UnderWay underWay && underWay.delivery() != delivery) {
                others.add(underWay.delivery());
            }
        }
        return fresh;
    }

    /** One of those that this request waits for has ended; the last one makes the answer. */
    private void settled(Result result, int stored, int repeated) {
        if (result != Result.STORED) {
            worst.set(result);
        }
        if (pending.decrementAndGet() > 0) {
            return;
        }
        timer.cancel();
        Result all = worst.get();
        if (all == Result.STORED) {
            if (reply.stored(stored, repeated)) {
                intake.metrics().accepted(stored, repeated, Duration.ofNanos(System.nanoTime() - began));
            }
        } else if (all == Result.NOT_SENT) {
            unavailable();
        } else if (all == Result.UNKNOWN) {
            count(503, reply.comeAgain(503, "The connector stops. Send it again later; it may have been stored."));
        } else {
            count(500, reply.comeAgain(500, "Kafka did not take every event of this request. Send it again."));
        }
    }

    /** What Connect does not have yet is taken back; if that was all, the answer is given by that, and says that nothing is stored. */
    private void late(Delivery delivery) {
        delivery.cancel();
        String text = "Kafka did not acknowledge within " + config.ackTimeout().toMillis()
                + " ms. Send it again; it may have been stored.";
        count(504, reply.comeAgain(504, text));
    }

    @Override
    public void tooLarge() {
        refuse(RefusedRequestException.tooLarge(
                "The body has more than " + config.bodyBytes() + " bytes. Send fewer events in one request."));
    }

    @Override
    public void noMemory() {
        unavailable();
    }

    @Override
    public void broken(Throwable failure) {
        LOG.debug("A request to {} broke off: {}", head, failure.toString());
        if (failure instanceof TimeoutException) {
            // The listener ends and cannot wait: its patience is shorter then than the time that a request has.
            unavailable();
            return;
        }
        if (reply.error(400, "The body broke off.", true)) {
            timer.cancel();
        }
    }

    private void unavailable() {
        timer.cancel();
        count(503, reply.comeAgain(503, "No events are taken at the moment. Send it again later."));
    }

    private void refuse(RefusedRequestException refused) {
        LOG.debug("{} is refused with {}: {}", head, refused.status(), refused.text());
        timer.cancel();
        count(refused.status(), reply.refuse(refused, target.route().verifier().challenge()));
    }

    private void count(int status, boolean answered) {
        if (answered) {
            intake.metrics().refused(status);
        }
    }
}
