#!/bin/bash
# Runs the broker of docker-compose.yml: on an empty volume first writes its users, whose passwords are in the environment.
set -euo pipefail
configuration=/etc/qeyd/server.properties

if [[ ! -f "$KAFKA_DATA/meta.properties" ]]; then
  user() { printf -- '--add-scram\nSCRAM-SHA-512=[name=%s,password=%s]\n' "$1" "$2"; }
  mapfile -t users < <(
    user admin "$KAFKA_ADMIN_PASSWORD"
    user intake "$KAFKA_INTAKE_PASSWORD"
    user registration-registry "$KAFKA_REGISTRATION_REGISTRY_PASSWORD"
    user notification "$KAFKA_NOTIFICATION_PASSWORD"
    user queue-booking "$KAFKA_QUEUE_BOOKING_PASSWORD"
    user worker "$KAFKA_WORKER_PASSWORD"
    user asan "$KAFKA_ASAN_PASSWORD"
    user regional "$KAFKA_REGIONAL_PASSWORD"
    user analyst "$KAFKA_ANALYST_PASSWORD"
  )
  id=$(/opt/kafka/bin/kafka-storage.sh random-uuid)
  /opt/kafka/bin/kafka-storage.sh format --standalone -t "$id" -c "$configuration" "${users[@]}"
fi

exec /opt/kafka/bin/kafka-server-start.sh "$configuration"
