package io.ovation.node.environment;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.netty.util.NetUtil;
import io.ovation.access.key.SharedSecrets;
import io.ovation.common.http.AllowedOrigins;
import io.ovation.dispatcher.kv.redis.RedisSettings;
import io.ovation.edge.HostSettings;
import io.ovation.edge.limit.Networks;
import io.ovation.likes.store.StoreSettings;
import io.ovation.node.management.ManagementToken;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the text of a setting must look like. */
public enum Form {
    ANYTHING("anything"),
    NOT_BLANK("more than spaces"),
    PORT("a port, from 0 to 65535"),
    FILE("a file that can be read"),
    COUNT("a whole number, 1 or more"),

    /** A number alone would be milliseconds, which nobody means. */
    TIME("a time with its unit, such as 25 s, up to a day"),

    LEVEL("one of TRACE, DEBUG, INFO, WARN, ERROR, OFF"),
    JOINING("one of seed-nodes, bootstrap"),
    HOST(
            "a host name or an IP address by which other nodes reach this one, and no wildcard: OVATION_BIND_HOST may be one"),
    BIND_HOST("a host name or an IP address of this machine"),
    SEED_NODES("host:port, separated by commas"),
    DATA_CENTRE("1 to 64 letters, digits, '.', '_' or '-'"),
    ALLOWED_ORIGINS(AllowedOrigins.RIGHT),
    ALLOWED_HOSTS(HostSettings.RIGHT),
    URL("an http:// or https:// URL"),
    NETWORKS(Networks.RIGHT),
    SWITCH("on or off"),
    ACCESS("open or closed"),
    JWT_SECRET("32 bytes or more; several are separated by commas"),
    MANAGEMENT_TOKEN(ManagementToken.RIGHT),
    KEY_VALUE_STORE(RedisSettings.RIGHT),
    STORE(StoreSettings.RIGHT);

    private static final int MOST_PORT = 65_535;
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Labels of letters, digits and hyphens (RFC 1123, section 2.1); the last one is no number, or it were an address. */
    private static final Pattern HOST_NAME = Pattern.compile("(?=.{1,253}$)(?:LABEL\\.)*(?!\\d+\\.?$)LABEL\\.?"
            .replace("LABEL", "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"));

    private static final Pattern SEED =
            Pattern.compile("(?:\\[(?<address>[^\\]]+)]|(?<name>[^:\\[\\]]+)):(?<port>\\d+)");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,10}");
    private static final Pattern WITH_UNIT = Pattern.compile(".*[A-Za-z]\\s*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final String SECRET = "what is given, which is not shown, as it may have a password";
    private static final int MOST_SHOWN = 100;
    private static final Pattern MAY_BE_SECRET = Pattern.compile("@|pass", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final String right;

    /** @param right what would be right, to follow "must be" */
    Form(String right) {
        this.right = right;
    }

    boolean fits(String value) {
        return switch (this) {
            case ANYTHING -> true;
            case NOT_BLANK -> !value.isBlank();
            case PORT -> isNumber(value, 0, MOST_PORT);
            case FILE -> isFile(value);
            case COUNT -> isNumber(value, 1, Integer.MAX_VALUE);
            case TIME -> isTime(value);
            case LEVEL ->
                List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF").contains(value.toUpperCase(Locale.ROOT));
            case JOINING -> List.of("seed-nodes", "bootstrap").contains(value);
            case HOST -> isHost(value) && !isWildcard(value);
            case BIND_HOST -> isHost(value);
            case SEED_NODES ->
                Arrays.stream(value.split(",", -1)).map(String::trim).allMatch(Form::isSeed);
            case DATA_CENTRE -> NAME.matcher(value).matches();
            case ALLOWED_ORIGINS -> AllowedOrigins.isRight(value);
            case ALLOWED_HOSTS -> HostSettings.isRight(value);
            case URL -> isUrl(value);
            case NETWORKS -> Networks.isRight(value);
            case SWITCH -> List.of("on", "off").contains(value);
            case ACCESS -> List.of("open", "closed").contains(value);
            case JWT_SECRET -> areSecrets(value);
            case MANAGEMENT_TOKEN -> ManagementToken.isRight(value);
            case KEY_VALUE_STORE -> RedisSettings.isRight(value);
            case STORE -> StoreSettings.isRight(value);
        };
    }

    /**
     * @param name of the setting: its key, its variable or its option
     * @throws IllegalArgumentException in one line with the name, what would be right, and the value unless it may have a
     *     password in it
     */
    public String require(String name, String value) {
        if (!fits(value)) {
            throw new IllegalArgumentException(complaint(name, value));
        }
        return value;
    }

    String complaint(String name, String value) {
        return name + " must be " + right + ", not " + (isSecret() ? SECRET : shown(value));
    }

    private boolean isSecret() {
        return this == JWT_SECRET || this == MANAGEMENT_TOKEN;
    }

    private static String shown(String value) {
        if (MAY_BE_SECRET.matcher(value).find()) {
            return SECRET;
        }
        String line = CONTROL.matcher(value).replaceAll("?");
        return line.length() <= MOST_SHOWN ? "'" + line + "'" : "'" + line.substring(0, MOST_SHOWN) + "...'";
    }

    private static boolean isFile(String value) {
        try {
            Path path = Path.of(value);
            return Files.isRegularFile(path) && Files.isReadable(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isNumber(String value, int least, int most) {
        return DIGITS.matcher(value).matches() && Long.parseLong(value) >= least && Long.parseLong(value) <= most;
    }

    private static boolean isTime(String value) {
        try {
            Duration time = ConfigFactory.parseMap(Map.of("time", value)).getDuration("time");
            return WITH_UNIT.matcher(value).matches()
                    && !time.isNegative()
                    && !time.isZero()
                    && time.compareTo(LONGEST) <= 0;
        } catch (ConfigException e) {
            return false;
        }
    }

    private static boolean areSecrets(String value) {
        List<String> secrets = Arrays.stream(value.split("[,\\r\\n]"))
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .toList();
        return !secrets.isEmpty()
                && secrets.stream()
                        .allMatch(
                                secret -> secret.getBytes(StandardCharsets.UTF_8).length >= SharedSecrets.LEAST_BYTES);
    }

    private static boolean isHost(String value) {
        return isAddress(value) || HOST_NAME.matcher(value).matches();
    }

    /** With or without the brackets that an IPv6 address has in a URL. */
    private static boolean isAddress(String value) {
        return NetUtil.isValidIpV4Address(value) || NetUtil.isValidIpV6Address(value);
    }

    private static boolean isWildcard(String value) {
        return isAddress(value)
                && NetUtil.createInetAddressFromIpAddressString(value).isAnyLocalAddress();
    }

    private static boolean isSeed(String value) {
        Matcher seed = SEED.matcher(value);
        if (!seed.matches() || !isNumber(seed.group("port"), 1, MOST_PORT)) {
            return value.isEmpty();
        }
        String address = seed.group("address");
        return address == null ? isHost(seed.group("name")) : NetUtil.isValidIpV6Address(address);
    }

    /** No query: paths are appended to it. */
    private static boolean isUrl(String value) {
        try {
            URI url = new URI(value);
            return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getPort() <= MOST_PORT
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
