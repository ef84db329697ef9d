package io.ovation.edge.message;

import io.netty.util.NetUtil;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges the value of {@code Host}, and the authority of a URI without its user: a host, and perhaps a port.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2">RFC 3986, section 3.2.2</a>
 */
public final class HostField {

    /** More than a name in DNS has, and what a port takes. */
    private static final int MAX_LENGTH = 300;

    private static final int MAX_PORT = 65_535;

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?<name>(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)"
                    + "(?::(?<port>[0-9]{0,5}))?"
                    + "|\\[(?<address>[0-9A-Fa-f:.]+|[vV][0-9A-Fa-f]+\\.[A-Za-z0-9._~!$&'()*+,;=:-]+)]"
                    + "(?::(?<addressPort>[0-9]{0,5}))?");

    private HostField() {}

    /** Whether it may stand in {@code Host}: empty too, because some URIs have no host. */
    public static boolean isValid(String value) {
        if (value.length() > MAX_LENGTH) {
            return false;
        }
        Matcher parts = HOST_AND_PORT.matcher(value);
        return parts.matches()
                && isAddress(parts.group("address"))
                && isPort(parts.group("port"))
                && isPort(parts.group("addressPort"));
    }

    /** The host of a value that is {@link #isValid valid}: without the port, an IPv6 address with its brackets. */
    static String hostOf(String value) {
        int colon = value.lastIndexOf(':');
        return colon <= value.indexOf(']') ? value : value.substring(0, colon);
    }

    /** Whether it may stand in a URI for HTTP, which has a host. */
    static boolean isValidInUri(String authority) {
        return isValid(authority) && !authority.isEmpty() && authority.charAt(0) != ':';
    }

    private static boolean isAddress(String address) {
        return address == null
                || address.charAt(0) == 'v'
                || address.charAt(0) == 'V'
                || NetUtil.isValidIpV6Address(address);
    }

    private static boolean isPort(String port) {
        return port == null || port.isEmpty() || Integer.parseInt(port) <= MAX_PORT;
    }
}
