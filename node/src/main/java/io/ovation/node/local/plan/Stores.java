package io.ovation.node.local.plan;

import io.ovation.node.environment.Form;
import java.util.HashMap;
import java.util.Map;

/**
 * Where data centres keep subscriptions and likes. Each has stores of its own, so with several of them {@code {n}} in an
 * address stands for the number of the data centre.
 *
 * @param kv {@code ddata}, {@code redis://…}, or empty for the nodes' own choice
 * @param store {@code jdbc:…}, or empty for an H2 file for each data centre
 */
public record Stores(String kv, String store) {

    private static final String NUMBER = "{n}";
    private static final String SHARED_BY_BACKENDS = "jdbc:postgresql:";

    /** @throws IllegalArgumentException if they can be no stores, or nodes would share what they must not */
    public void check(ClusterShape shape) {
        requireForm("--kv", kv, Form.KEY_VALUE_STORE);
        requireForm("--store", store, Form.STORE);
        if (shape.backends() > 1 && !store.startsWith(SHARED_BY_BACKENDS)) {
            throw new IllegalArgumentException("--backends " + shape.backends()
                    + " needs a PostgreSQL that they share (--store jdbc:postgresql://...); an H2 file serves one");
        }
        if (shape.dataCentres() > 1) {
            requireOneEach("--store", store, store.isEmpty());
            requireOneEach("--kv", kv, !kv.contains("://"));
        }
    }

    private static void requireForm(String option, String address, Form form) {
        if (!address.isEmpty()) {
            form.require(option, of(1, address));
        }
    }

    private static void requireOneEach(String option, String address, boolean ownAnyway) {
        if (!ownAnyway && !address.contains(NUMBER)) {
            throw new IllegalArgumentException(option + " names one store, and each data centre needs its own: put "
                    + NUMBER + " where its number goes");
        }
    }

    public Map<String, String> environment(int dataCentre) {
        Map<String, String> environment = new HashMap<>();
        if (!kv.isEmpty()) {
            environment.put("OVATION_KV", of(dataCentre, kv));
        }
        if (!store.isEmpty()) {
            environment.put("OVATION_STORE", of(dataCentre, store));
        }
        return environment;
    }

    private static String of(int dataCentre, String address) {
        return address.replace(NUMBER, Integer.toString(dataCentre));
    }
}
