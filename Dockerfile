# The worker and the CLI `insats`. The servers (PostgreSQL, Temporal) are other containers; their embedded
# counterparts, which `make demo` uses, are left out.
FROM python:3.13-slim AS bygge
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/insatsflode
WORKDIR /bygge
COPY pyproject.toml constraints.txt README.md ./
COPY regelverk regelverk
COPY domain domain
COPY kontrakt kontrakt
COPY workflows workflows
COPY persistence persistence
COPY activities activities
COPY starter starter
COPY worker* ./
RUN /opt/insatsflode/bin/pip install --quiet -c constraints.txt . \
    # What does not import must not become an image.
    && cd / && /opt/insatsflode/bin/python -c "import activities, domain, kontrakt, persistence, regelverk, starter, worker, workflows"

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin insatsflode
COPY --from=bygge /opt/insatsflode /opt/insatsflode
ENV PATH=/opt/insatsflode/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HALSA_PORT=8080
USER insatsflode
WORKDIR /tmp
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s --retries=4 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f\"http://127.0.0.1:{os.environ['HALSA_PORT']}/halsa\", timeout=2)"]
# An activity under way is given time to finish.
STOPSIGNAL SIGTERM
CMD ["python", "-P", "-m", "worker"]
