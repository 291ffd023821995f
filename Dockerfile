# The program in a container: the first stage makes what the second only carries, so no build tool is served.

FROM debian:bookworm-slim AS made
# Debian's archive keeps only the newest build of a release's package, so a pinned version could not be built again.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates python3 python3-venv fonts-khmeros fonts-noto-core \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/hrtraining
COPY requirements.txt ./
RUN python3 -m venv .venv \
    && .venv/bin/python -m pip install --quiet --no-cache-dir --no-deps --require-hashes -r requirements.txt \
    && .venv/bin/python -m pip uninstall --quiet --yes pip setuptools
COPY . .
RUN .venv/bin/python -m hrtraining.core.fonts build \
    && .venv/bin/python -m hrtraining.core.catalogues compile \
    && .venv/bin/python -m compileall -q hrtraining app.py

FROM debian:bookworm-slim
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 python3 tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --no-create-home --home-dir /srv/hrtraining --shell /usr/sbin/nologin hrtraining \
    && install -d -o hrtraining -g hrtraining /srv/hrtraining /srv/hrtraining/instance
COPY --from=made /srv/hrtraining /srv/hrtraining
WORKDIR /srv/hrtraining
ENV PATH=/srv/hrtraining/.venv/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    LANG=C.UTF-8 \
    GLIBC_TUNABLES=glibc.malloc.hugetlb=1 \
    PORT=8000 \
    DEMO=0
USER 10001:10001
VOLUME /srv/hrtraining/instance
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]
CMD ["sh", "-c", "python -m flask --app app prepare && exec python -m gunicorn --bind \"0.0.0.0:$PORT\" app:app"]
