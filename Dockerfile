# One static program in an empty image. It runs without a shell, without root, and with a read-only root file system; only
# /data is written. Zone files, SQLite, migrations and the console are inside the program.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o /out/rectify ./cmd/rectify \
    && mkdir -p /out/data /out/tmp && chmod 1777 /out/tmp

FROM scratch
# Certificates of the authorities, for webhooks, mail and object storage over TLS.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/rectify /rectify
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build --chown=65532:65532 /out/tmp /tmp
USER 65532:65532
ENV RECTIFY_LISTEN=:8080 \
    RECTIFY_DATA_DIR=/data \
    RECTIFY_LOG_FORMAT=json
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["/rectify", "healthcheck"]
ENTRYPOINT ["/rectify"]
CMD ["serve"]
