package io.ovation.edge.message;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which hosts requests may be for. Against DNS rebinding: the owner of a name can have it lead to this machine, and a
 * browser then takes what a page of that name asks for here for the page's own. All that gives it away is the host that
 * the browser asks for; where addresses and {@code localhost} lead is nobody's choice.
 *
 * <p>Every request is judged, because a page decides what else tells a browser from other clients. Not so one in
 * absolute-form, which browsers send to their proxies alone, nor one without a host, as HTTP/1.0 may be.
 *
 * @param names beside addresses and localhost, in lower case
 * @param openPaths that are answered for whatever host, as targets have them
 */
public record HostPolicy(Set<String> names, Set<String> openPaths) {

    private static final String LOCALHOST = "localhost";

    public HostPolicy {
        names = Set.copyOf(names);
        openPaths = Set.copyOf(openPaths);
    }

    public boolean allows(String target, HttpHeaders headers) {
        return !target.startsWith("/") || openPaths.contains(pathOf(target)) || areAllowed(headers);
    }

    private boolean areAllowed(HttpHeaders headers) {
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        return hosts.stream().map(HostField::hostOf).allMatch(this::isAllowed);
    }

    private boolean isAllowed(String host) {
        String name = withoutRoot(host.toLowerCase(Locale.ROOT));
        return host.isEmpty()
                || name.startsWith("[")
                || NetUtil.isValidIpV4Address(name)
                || name.equals(LOCALHOST)
                || name.endsWith('.' + LOCALHOST)
                || names.contains(name);
    }

    /** A name may end in a dot, which means the same. */
    private static String withoutRoot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String pathOf(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }
}
