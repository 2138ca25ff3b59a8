# One image for web, worker, beat and the migrations; docker-compose.yml says which.
FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PATH=/opt/elo/bin:$PATH \
    STATIC_ROOT=/srv/elo/static \
    MEDIA_ROOT=/var/lib/elo/media \
    EMAIL_FILE_PATH=/var/lib/elo/mail

RUN useradd --system --uid 10001 --home-dir /var/lib/elo --create-home elo \
    && install --directory --owner elo /var/lib/elo/media /var/lib/elo/mail /var/lib/elo/beat \
    && python -m venv /opt/elo

# The locks first: the layer below is made anew only when they change.
COPY requirements/base.txt /tmp/base.txt
RUN pip install --no-cache-dir --disable-pip-version-check --only-binary :all: \
    --require-hashes --requirement /tmp/base.txt

WORKDIR /srv/elo/app
COPY . .

# Needs a key and an address to load the settings; uses neither.
RUN SECRET_KEY=build DATABASE_URL=postgres://build python manage.py collectstatic --noinput

USER elo
EXPOSE 8000
CMD ["python", "-m", "elo_platform.web", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "4"]
