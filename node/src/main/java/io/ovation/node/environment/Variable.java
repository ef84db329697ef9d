package io.ovation.node.environment;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables of the environment that Ovation reads, by their names; docs/operations.md explains them. */
public enum Variable {
    OVATION_HOST(Form.HOST, "ovation.host"),
    OVATION_BIND_HOST(Form.BIND_HOST, "ovation.bind-host"),
    OVATION_VIEWER_PORT(Form.PORT, "ovation.frontend.edge.port"),
    OVATION_PUBLISH_PORT(Form.PORT, "ovation.likes.port"),
    OVATION_MANAGEMENT_PORT(Form.PORT, "akka.management.http.port"),
    OVATION_MANAGEMENT_TOKEN(Form.MANAGEMENT_TOKEN, "ovation.node.management-token"),
    OVATION_MANAGEMENT_TOKEN_FILE(Form.FILE),
    OVATION_REMOTING_PORT(Form.PORT, "akka.remote.artery.canonical.port"),
    OVATION_REMOTING_CERTIFICATE(Form.FILE, "ovation.node.remoting-tls.certificate"),
    OVATION_REMOTING_KEY(Form.FILE, "ovation.node.remoting-tls.key"),
    OVATION_REMOTING_CA(Form.FILE, "ovation.node.remoting-tls.authority"),
    OVATION_TLS_CERTIFICATE(Form.FILE, "ovation.edge.tls.certificate"),
    OVATION_TLS_KEY(Form.FILE, "ovation.edge.tls.key"),
    OVATION_SEED_NODES(Form.SEED_NODES, "ovation.node.seed-nodes"),
    OVATION_JOIN(Form.JOINING, "ovation.node.join"),
    OVATION_STORE(Form.STORE, "ovation.likes.store.url"),
    OVATION_STORE_USER(Form.ANYTHING, "ovation.likes.store.user"),
    OVATION_STORE_PASSWORD(Form.ANYTHING, "ovation.likes.store.password"),
    OVATION_STORE_PASSWORD_FILE(Form.FILE),
    OVATION_KV(Form.KEY_VALUE_STORE, "ovation.kv"),
    OVATION_DATA_DIR(Form.NOT_BLANK, "ovation.data-dir"),
    OVATION_DATA_CENTRE(Form.DATA_CENTRE, "ovation.data-centre"),
    OVATION_ALLOWED_ORIGINS(Form.ALLOWED_ORIGINS, "ovation.allowed-origins"),
    OVATION_ALLOWED_HOSTS(Form.ALLOWED_HOSTS, "ovation.allowed-hosts"),
    OVATION_PUBLISH_URL(Form.URL, "ovation.frontend.edge.publish-url"),
    OVATION_TRUSTED_PROXIES(Form.NETWORKS, "ovation.edge.trusted-proxies"),
    OVATION_PROXY_PROTOCOL(Form.SWITCH, "ovation.edge.proxy-protocol"),
    OVATION_ACCESS(Form.ACCESS, "ovation.access.mode"),
    OVATION_JWT_SECRET(Form.JWT_SECRET, "ovation.access.jwt.secret"),
    OVATION_JWT_SECRET_FILE(Form.FILE),
    OVATION_JWT_JWKS(Form.NOT_BLANK, "ovation.access.jwt.jwks"),
    OVATION_JWT_ISSUER(Form.NOT_BLANK, "ovation.access.jwt.issuer"),
    OVATION_JWT_AUDIENCE(Form.NOT_BLANK, "ovation.access.jwt.audience"),
    OVATION_INSIGHT_COMMENTS(Form.SWITCH, "ovation.insight.comments"),
    OVATION_DRAIN(Form.TIME, "ovation.frontend.drain.duration"),

    /** Read by {@code logback.xml}. */
    OVATION_LOG_LEVEL(Form.LEVEL),

    /** Read by {@code bin/ovation}, which says what is wrong with them: no JVM runs before. */
    OVATION_HEAP(Form.ANYTHING),
    OVATION_JAVA_OPTS(Form.ANYTHING),

    /** Read by {@code config/kubernetes.conf}. */
    OVATION_CONTACT_POINTS(Form.COUNT),
    OVATION_SERVICE_NAME(Form.NOT_BLANK);

    private final Form form;
    private final Optional<String> key;

    Variable(Form form) {
        this.form = form;
        this.key = Optional.empty();
    }

    Variable(Form form, String key) {
        this.form = form;
        this.key = Optional.of(key);
    }

    Form form() {
        return form;
    }

    /** What it sets, whatever a file says; nothing if it is not for settings, or for those that a file gives a place. */
    Optional<String> key() {
        return key;
    }

    /** Which one names a file with the value of this one, which is a secret; nothing if it is none. */
    Optional<Variable> fileOf() {
        return Arrays.stream(values())
                .filter(variable -> variable.name().equals(name() + "_FILE"))
                .findFirst();
    }

    /** @return the message with the variable beside each key that has one: few know a setting by both */
    public static String addTo(String message) {
        return Arrays.stream(values())
                .reduce(message, (text, variable) -> variable.addBesideKey(text), (first, second) -> second);
    }

    private String addBesideKey(String message) {
        return key.map(own -> Pattern.compile("(?<![\\w.-])" + Pattern.quote(own) + "(?![\\w-]|\\.\\w| \\(OVATION_)")
                        .matcher(message)
                        .replaceAll(Matcher.quoteReplacement(own + " (" + name() + ')')))
                .orElse(message);
    }
}
