package io.headrace.http.client;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses that are not of the public internet (<a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA's special registries</a>). */
final class PrivateAddresses {

    private PrivateAddresses() {}

    static boolean isPrivate(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address
                ? isPrivate4(bytes, 0)
                : address instanceof Inet6Address && isPrivate6(bytes);
    }

    private static boolean isPrivate4(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int second = bytes[at + 1] & 0xff;
        return first == 0
                || first == 10
                || first == 127
                || first >= 224
                || first == 100 && second >= 64 && second < 128
                || first == 169 && second == 254
                || first == 172 && second >= 16 && second < 32
                || first == 192 && second == 168
                || first == 192 && second == 0 && bytes[at + 2] == 0
                || first == 198 && (second == 18 || second == 19);
    }

    /** Unique local addresses, and those that carry one of IPv4 inside: mapped, compatible, NAT64 and 6to4. */
    private static boolean isPrivate6(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean nat64 = first == 0 && second == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
        boolean embedded = true;
        for (int i = 0; i < 10; i++) {
            embedded &= bytes[i] == 0;
        }
        return (first & 0xfe) == 0xfc
                || first == 0x20 && second == 0x02 && isPrivate4(bytes, 2)
                || (nat64 || embedded) && isPrivate4(bytes, 12);
    }
}
