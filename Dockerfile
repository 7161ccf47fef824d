# syntax=docker/dockerfile:1

# The jar.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY conf conf
COPY src src
RUN --mount=type=cache,target=/root/.m2 mvn -B -q package -DskipTests

# The image: a current JRE, an ordinary user, and an ahead-of-time cache for a fast start.
FROM eclipse-temurin:25-jre
RUN groupadd --system --gid 10001 weft \
    && useradd --system --uid 10001 --gid weft --home-dir /opt/weft --shell /usr/sbin/nologin weft \
    && install -d -o weft -g weft /opt/weft /var/lib/weft /etc/weft
COPY --from=build --chown=weft:weft /build/target/weft.jar /opt/weft/weft.jar
USER weft
WORKDIR /var/lib/weft

# One short run of the demo teaches the JVM which classes a start and a first answer need. The cache fits this JRE and this jar only,
# which is why it is made here; without it, or with another jar, the JVM starts as usual, only slower.
RUN <<'TRAIN' bash
set -euo pipefail
java -XX:AOTCacheOutput=/opt/weft/weft.aot -jar /opt/weft/weft.jar demo --data /tmp/weft-training > /tmp/demo.txt &
demo=$!
for attempt in $(seq 120); do
  grep -q 'Ctrl-C' /tmp/demo.txt && break
  kill -0 "$demo"
  sleep 0.5
done
sku=$(sed -n "s|.*/v1/products/\([0-9]*\)'.*|\1|p" /tmp/demo.txt)
token=$(sed -n "s|.*Authorization: Bearer \([^']*\)'.*|\1|p" /tmp/demo.txt | head -n 1)
for round in $(seq 20); do
  exec 3<> /dev/tcp/127.0.0.1/8080
  printf 'GET /v1/products/%s HTTP/1.1\r\nHost: localhost:8080\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n' "$sku" "$token" >&3
  head -n 1 <&3 | grep -q ' 200 '
  exec 3>&-
done
kill -TERM "$demo"
wait "$demo"
test -s /opt/weft/weft.aot
rm -rf /tmp/demo.txt /tmp/weft-training
TRAIN

# The store of a configuration without PostgreSQL: data/weft.db here. A new volume takes over this folder's owner, the user above.
VOLUME /var/lib/weft
EXPOSE 8080
# With admin.tls set WEFT_ADMIN_TLS to anything: nothing in this image speaks TLS cheaply, so the port is only knocked at.
ENV WEFT_ADMIN_PORT=9090 WEFT_ADMIN_TLS=
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$WEFT_ADMIN_PORT && { [ -n \"$WEFT_ADMIN_TLS\" ] || { printf 'GET /health/live HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '; }; }"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-XX:AOTCache=/opt/weft/weft.aot", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/weft/weft.jar"]
CMD ["run", "--config", "/etc/weft/gateway.yaml"]
