# syntax=docker/dockerfile:1
# One image for every role: docker run IMAGE node --roles frontend

ARG JAVA_VERSION=17

# ---- The distribution: a directory of jars ---------------------------------------------------------------------------
FROM maven:3-eclipse-temurin-${JAVA_VERSION} AS build
WORKDIR /src
COPY . .
# The local repository outlives the build, so Maven fetches a library once, not with every change of the sources.
RUN --mount=type=cache,target=/repository \
    mvn -B -ntp -Dmaven.repo.local=/repository -DskipTests -Dspotless.check.skip -Dexec.skip -pl node -am package
# What changes with every build apart from what does not, so that libraries are a layer that stays.
RUN mkdir -p /dist/lib && cp -p node/target/ovation/lib/*.jar /dist/lib \
    && mkdir /dist/own && mv /dist/lib/ovation-*.jar /dist/own

# ---- The runtime: what jdeps finds in the jars, plus elliptic curves for TLS, zip files as file systems, and jcmd ------
FROM eclipse-temurin:${JAVA_VERSION}-jdk AS runtime
RUN jlink --output /runtime --strip-debug --no-header-files --no-man-pages --compress=2 --add-modules \
    java.base,java.compiler,java.desktop,java.instrument,java.management,java.naming,java.net.http,java.scripting,java.security.jgss,java.sql,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.crypto.ec,jdk.zipfs,jdk.jcmd \
    # The JDK's own archive of classes, which the one below is an addition to; jlink leaves it out.
    && /runtime/bin/java -Xshare:dump

# ---- The image ---------------------------------------------------------------------------------------------------------
FROM debian:bookworm-slim
# A fixed number, for runAsUser in Kubernetes and for volumes.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin ovation \
    && install -d -o ovation -g ovation /ovation/data
COPY --from=runtime /runtime /opt/java
COPY --from=build /dist/lib /ovation/lib
COPY config /ovation/config
COPY node/src/main/distribution /ovation
COPY --from=build /dist/own /ovation/lib

# OVATION_HEAP is a share of the container's limit. The rest is for what is not heap: Netty's buffers for slow viewers,
# thread stacks, code.
ENV PATH=/opt/java/bin:$PATH \
    LANG=C.UTF-8 \
    OVATION_HEAP=50% \
    OVATION_BIND_HOST=0.0.0.0 \
    OVATION_DATA_DIR=/ovation/data
WORKDIR /ovation
# Here, and not in the first stage: an archive of classes only fits the JDK and the files that it was made with.
RUN sh /ovation/bin/ovation archive && ls /ovation/archive/*.jsa /ovation/archive/*.aot 2>/dev/null | grep -q .
USER 10001:10001

# Viewers, publishers, operators, other nodes. Only the first two are for the public, and behind a proxy.
EXPOSE 8080 8081 8558 25520

# bash opens the connection, so the image needs no HTTP client. Kubernetes has probes of its own and ignores this.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/${OVATION_MANAGEMENT_PORT:-8558} && printf 'GET /ready HTTP/1.1\\r\\nHost: ovation\\r\\nConnection: close\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]

# The shell is replaced by the JVM, so SIGTERM reaches it, and it drains (docs/operations.md).
STOPSIGNAL SIGTERM
ENTRYPOINT ["sh", "/ovation/bin/ovation"]
CMD ["--help"]
