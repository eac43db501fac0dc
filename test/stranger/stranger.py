"""A stranger's client: files an application as a partner and follows it as an analyst, knowing the AsyncAPI document alone.

Reads its credentials as JSON from standard input and writes what it saw as JSON to standard output:
{"document": "<path>", "server": "local", "host": "<broker:port>",
 "partner": {"username", "password", "source", "office", "key": <private JWK>}, "analyst": {"username", "password"}}
"""

import asyncio
import base64
import json
import sys
import uuid
from datetime import date, datetime, timedelta, timezone

import yaml
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import TopicAuthorizationFailedError
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary_event, to_binary_event
from cloudevents.core.v1.event import CloudEvent
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

PATIENCE = 60


class Document:
    """What the AsyncAPI document says of messages and servers."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.tree = yaml.safe_load(file)
        resource = Resource.from_contents(self.tree, default_specification=DRAFT7)
        self.registry = Registry().with_resource("urn:document", resource)

    def at(self, pointer):
        node = self.tree
        for part in pointer.removeprefix("#/").split("/"):
            node = node[part]
        return node

    def security_of(self, server):
        return "SASL_SSL" if self.tree["servers"][server]["protocol"] == "kafka-secure" else "SASL_PLAINTEXT"

    def message(self, address, name):
        channel = next(c for c in self.tree["channels"].values() if c["address"] == address)
        return self.at(channel["messages"][name]["$ref"])

    def reply_address(self, address):
        for operation in self.tree["operations"].values():
            if self.at(operation["channel"]["$ref"])["address"] == address:
                return self.at(operation["reply"]["channel"]["$ref"])["address"]
        raise LookupError(address)

    def check(self, address, message):
        """The headers and the value must fit what the document says of this message; gives back the event."""
        event = from_binary_event(message)
        said = self.message(address, event.get_type())
        headers = {name: value.decode() for name, value in message.headers.items()}
        for value, reference in ((headers, said["headers"]), (event.get_data(), said["payload"])):
            schema = {"$ref": "urn:document" + reference["$ref"]}
            Draft7Validator(schema, registry=self.registry, format_checker=Draft7Validator.FORMAT_CHECKER).validate(value)
        return event


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signature(message, key):
    """The recipe of the document: a detached JWS over four headers and the value."""
    private = Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(key["d"] + "=="))
    header = base64url(json.dumps({"alg": "EdDSA", "kid": key["kid"]}).encode())
    signed = [message.headers[name] for name in ("ce_id", "ce_source", "ce_type", "ce_time")]
    payload = base64url(b"\n".join([*signed, message.value]))
    return f"{header}..{base64url(private.sign(f'{header}.{payload}'.encode()))}"


def submission(document, address, partner, **changes):
    """An application for a person whom nobody has seen yet, made of the document's own example."""
    said = document.message(address, "StaySubmitted")
    value = json.loads(json.dumps(said["examples"][0]["payload"]))
    entered = date.today() - timedelta(days=2)
    value["office"] = partner["office"]
    value["document"].pop("mrz", None)
    value["document"]["number"] = "X" + uuid.uuid4().hex[:10].upper()
    value["stay"].update(enteredOn=str(entered), movedInOn=str(entered))
    value["stay"]["visa"]["validUntil"] = str(entered + timedelta(days=90))
    value["person"].update(changes)
    attributes = {
        "id": str(uuid.uuid4()),
        "source": partner["source"],
        "type": said["name"],
        "time": datetime.now(timezone.utc),
        "dataschema": said["examples"][0]["headers"]["ce_dataschema"],
        "datacontenttype": "application/json",
    }
    message = to_binary_event(CloudEvent(attributes, value))
    return KafkaMessage({**message.headers, "ce_signature": signature(message, partner["key"]).encode()}, None, message.value)


class Desk:
    """One user's connection: sends messages, waits for others."""

    def __init__(self, document, config, user):
        self.document = document
        self.user = user["username"]
        self.access = {
            "bootstrap_servers": config["host"],
            "security_protocol": document.security_of(config["server"]),
            "sasl_mechanism": "SCRAM-SHA-512",
            "sasl_plain_username": user["username"],
            "sasl_plain_password": user["password"],
        }

    async def send(self, address, *messages):
        producer = AIOKafkaProducer(**self.access, acks="all")
        try:
            await producer.start()
            for message in messages:
                await producer.send_and_wait(address, message.value, headers=list(message.headers.items()))
        finally:
            await producer.stop()

    async def watch(self, addresses, is_wanted, count):
        """The first `count` wanted events of these topics, each checked against the document."""
        return await asyncio.wait_for(self.read(addresses, is_wanted, count), PATIENCE)

    async def read(self, addresses, is_wanted, count):
        group = f"{self.user}-stranger-{uuid.uuid4()}"
        found = []
        consumer = AIOKafkaConsumer(*addresses, **self.access, group_id=group, auto_offset_reset="earliest")
        try:
            await consumer.start()
            while len(found) < count:
                record = await consumer.getone()
                message = KafkaMessage(dict(record.headers), record.key, record.value)
                event = self.document.check(record.topic, message)
                if is_wanted(event.get_data()):
                    found.append(event)
        finally:
            await consumer.stop()
        return found

    async def is_denied(self, what):
        try:
            await what
        except TopicAuthorizationFailedError:
            return True
        return False


async def main(config):
    document = Document(config["document"])
    partner = Desk(document, config, config["partner"])
    analyst = Desk(document, config, config["analyst"])
    inbound = f"in.{config['partner']['username']}"
    replies = document.reply_address(inbound)

    good = submission(document, inbound, config["partner"])
    bad = submission(document, inbound, config["partner"], surname="")
    document.check(inbound, good)
    await partner.send(inbound, good, bad, good)

    ids = {name: message.headers["ce_id"].decode() for name, message in (("good", good), ("bad", bad))}
    answers = await partner.watch([replies], lambda data: data["submission"] in ids.values(), 2)
    by_id = {event.get_data()["submission"]: event for event in answers}
    accepted, refused = by_id[ids["good"]], by_id[ids["bad"]]
    application = accepted.get_data()["id"]

    def is_about_it(data):
        return data.get("application") == application

    told = [
        *await analyst.watch(["intake"], is_about_it, 1),
        *await analyst.watch(["registry"], is_about_it, 1),
        *await analyst.watch(["notification"], lambda data: is_about_it(data) and "messageId" in data, 1),
    ]
    rows = await analyst.watch(["codebook"], lambda data: data.get("book") == "document-types", 5)
    return {
        "accepted": {"type": accepted.get_type(), **accepted.get_data()},
        "refused": {"type": refused.get_type(), **refused.get_data()},
        "told": [{"type": event.get_type(), "source": event.get_source(), **event.get_data()} for event in told],
        "code-book": {event.get_data()["code"]: event.get_data()["names"]["en"] for event in rows},
        "denied": {
            "partner writes to the register": await partner.is_denied(partner.send("registry", good)),
            "partner writes for another partner": await partner.is_denied(partner.send("in.regional", good)),
            "partner reads the register": await partner.is_denied(partner.watch(["registry"], bool, 1)),
            "analyst writes as the partner": await analyst.is_denied(analyst.send(inbound, good)),
            "analyst reads submissions": await analyst.is_denied(analyst.watch([inbound], bool, 1)),
        },
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(json.load(sys.stdin))), indent=2, ensure_ascii=False))
