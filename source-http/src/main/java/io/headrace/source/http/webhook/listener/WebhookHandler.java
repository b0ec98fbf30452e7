package io.headrace.source.http.webhook.listener;

import io.headrace.source.http.webhook.intake.Intake;
import io.headrace.source.http.webhook.message.Head;
import io.headrace.source.http.webhook.message.RefusedRequestException;
import io.headrace.source.http.webhook.route.Route;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;

/** Looks at the head of each request, refuses what no body could make good, and hands the rest to an {@link Exchange}. */
final class WebhookHandler extends Handler.Abstract.NonBlocking {

    private static final int DNS_NAME = 2;
    private static final String NOT_NOW = "Connect takes no events at the moment. Send it again later.";

    private final ListenerConfig config;
    private final Endpoints endpoints;
    private final Connections connections;
    private final Exchange.Tools tools;

    WebhookHandler(ListenerConfig config, Endpoints endpoints, Connections connections, Exchange.Tools tools) {
        this.config = config;
        this.endpoints = endpoints;
        this.connections = connections;
        this.tools = tools;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        connections.busy(request.getConnectionMetaData().getConnection());
        Reply reply = new Reply(response, callback, connections, config.retryAfter());
        String path = URIUtil.decodePath(Request.getPathInContext(request));
        Optional<Endpoints.Target> target = endpoints.find(path);
        if (target.isPresent()) {
            config.cors().allow(request.getHeaders(), reply.headers());
            route(target.get(), request, reply);
        } else if (path.equals(config.healthPath())) {
            health(reply);
        } else {
            reply.error(404, "Nothing listens here.", false);
        }
        return true;
    }

    private void health(Reply reply) {
        boolean room = tools.budget().held() < tools.budget().most() / 10 * 9;
        if (endpoints.isLive() && room) {
            reply.text(200, "application/json", "{\"status\":\"up\"}");
        } else {
            reply.comeAgain(503, room ? "Connect takes no events at the moment." : "The buffer is full.");
        }
    }

    private void route(Endpoints.Target target, Request request, Reply reply) {
        String method = request.getMethod();
        if (config.cors().isQuestion(method, request.getHeaders())) {
            config.cors().answer(reply.headers());
            reply.text(204, "text/plain", "");
            return;
        }
        Optional<Intake> chosen = target.endpoint().choose();
        if (chosen.isEmpty()) {
            reply.comeAgain(503, NOT_NOW);
            return;
        }
        Intake intake = chosen.get();
        if (!method.equals("POST")) {
            reply.headers().put("Allow", "POST");
            if (reply.error(405, "Events are sent with POST.", false)) {
                intake.metrics().refused(405);
            }
            return;
        }
        Head head = head(target, request);
        Route route = target.route();
        try {
            String mediaType = checkHead(route, head, request);
            if (!intake.isLive()) {
                intake.metrics().refused(503);
                reply.comeAgain(503, NOT_NOW);
                return;
            }
            new Exchange(tools, target, intake, head, request, mediaType, reply).start();
        } catch (RefusedRequestException e) {
            if (reply.refuse(e, route.verifier().challenge())) {
                intake.metrics().refused(e.status());
            }
        }
    }

    private String checkHead(Route route, Head head, Request request) throws RefusedRequestException {
        String mediaType = route.mediaType(head.header("Content-Type"));
        Optional<String> encoding = head.header("Content-Encoding")
                .filter(text -> !text.equalsIgnoreCase("identity") && !Exchange.isGzip(text));
        if (encoding.isPresent()) {
            throw RefusedRequestException.unsupported(
                    "The content encoding is not taken here; it must be gzip or none.");
        }
        if (request.getLength() > config.bodyBytes()) {
            throw RefusedRequestException.tooLarge("The body has " + request.getLength() + " bytes; at most "
                    + config.bodyBytes() + " are taken. Send fewer events in one request.");
        }
        route.verifier().checkHead(head, tools.clock().instant());
        return mediaType;
    }

    private static Head head(Endpoints.Target target, Request request) {
        HttpFields fields = request.getHeaders();
        String query = request.getHttpURI().getQuery();
        String path = request.getHttpURI().getPath();
        return new Head(
                request.getMethod(),
                path == null ? "/" : path,
                query == null ? "" : query,
                name -> Optional.ofNullable(fields.get(name)),
                target.captured(),
                clientNames(request.getConnectionMetaData().getConnection().getEndPoint()));
    }

    private static List<String> clientNames(EndPoint endPoint) {
        EndPoint.SslSessionData tls = endPoint.getSslSessionData();
        X509Certificate[] chain = tls == null ? null : tls.peerCertificates();
        if (chain == null || chain.length == 0) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try {
            for (Rdn rdn : new LdapName(chain[0].getSubjectX500Principal().getName()).getRdns()) {
                if (rdn.getType().equalsIgnoreCase("CN")) {
                    names.add(String.valueOf(rdn.getValue()));
                }
            }
            java.util.Collection<List<?>> others = chain[0].getSubjectAlternativeNames();
            for (List<?> other : others == null ? List.<List<?>>of() : others) {
                if (Integer.valueOf(DNS_NAME).equals(other.get(0))) {
                    names.add(String.valueOf(other.get(1)));
                }
            }
        } catch (InvalidNameException | CertificateParsingException e) {
            // A certificate that the authorities have signed, with a name that nobody can read.
            return names;
        }
        return names;
    }
}
