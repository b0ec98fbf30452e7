package io.headrace.http.client;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Dns;
import okhttp3.HttpUrl;

/**
 * Where requests may go. The hosts that the declaration and the settings name are known; every other one came from a response, and is refused unless allowed, and also when it
 * has a private address. Addresses are checked where the connection is made, so that a name cannot change its meaning in between.
 */
final class Hosts implements Dns {

    private final List<String> allowed;
    private final boolean privateAllowed;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Hosts(List<String> allowed, boolean privateAllowed) {
        this.allowed = allowed.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .toList();
        this.privateAllowed = privateAllowed;
    }

    /** Makes a host known, because the declaration or the settings name it. */
    void know(HttpUrl url) {
        known.add(url.host());
    }

    boolean isKnown(HttpUrl url) {
        return known.contains(url.host());
    }

    /** Whether the settings name this host, not only by a star for all. */
    boolean isNamed(HttpUrl url) {
        return allowed.stream().anyMatch(pattern -> !pattern.equals("*") && fits(pattern, url.host()));
    }

    /** Whether this host is spoken of for the first time. */
    boolean isNews(HttpUrl url) {
        return told.add(url.host());
    }

    /** Refuses an address that a response led to, unless it may be visited. */
    void check(HttpUrl url, String how) {
        boolean open = isKnown(url) || allowed.stream().anyMatch(pattern -> fits(pattern, url.host()));
        if (!open) {
            throw HeadraceException.config(
                    how + " leads to the host '" + url.host()
                            + "', which neither the declaration nor http.allowed.hosts names. Add it to http.allowed.hosts if it belongs to the API; credentials are not sent there.");
        }
        if (isLiteral(url.host()) && !isKnown(url) && !isNamed(url) && !privateAllowed) {
            checkLiteral(url.host());
        }
    }

    private static boolean fits(String pattern, String host) {
        return pattern.equals("*")
                || pattern.equals(host)
                || pattern.startsWith("*.") && host.endsWith(pattern.substring(1)) && host.length() >= pattern.length();
    }

    private static boolean isLiteral(String host) {
        return host.contains(":") || host.matches("[0-9.]+");
    }

    private static void checkLiteral(String host) {
        try {
            refusePrivate(host, List.of(InetAddress.getByName(host)));
        } catch (UnknownHostException e) {
            throw new HeadraceException(ErrorClass.CONFIG, String.valueOf(e.getMessage()), e);
        }
    }

    /** Literal addresses do not come here; they are checked before. */
    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> addresses = Dns.SYSTEM.lookup(host);
        boolean named = allowed.stream().anyMatch(pattern -> !pattern.equals("*") && fits(pattern, host));
        if (!known.contains(host) && !named && !privateAllowed) {
            refusePrivate(host, addresses);
        }
        return addresses;
    }

    private static void refusePrivate(String host, List<InetAddress> addresses) throws UnknownHostException {
        if (addresses.stream().anyMatch(PrivateAddresses::isPrivate)) {
            throw new PrivateHostException(
                    "A response led to the host '" + host
                            + "', which has a private address. Set http.allowed.hosts to include it, or http.allow.private.hosts, if that is meant.");
        }
    }

    /** A host that must not be reached, whatever is tried. */
    static final class PrivateHostException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        PrivateHostException(String message) {
            super(message);
        }
    }
}
