package io.ovation.node.local.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where one node listens.
 *
 * @param viewer of a frontend
 * @param publish of a likes backend
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodePorts(@Nullable Integer viewer, @Nullable Integer publish, int management, int remoting) {

    /** By name. */
    public Map<String, Integer> all() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        if (viewer != null) {
            ports.put("viewer", viewer);
        }
        if (publish != null) {
            ports.put("publish", publish);
        }
        ports.put("management", management);
        ports.put("remoting", remoting);
        return ports;
    }
}
