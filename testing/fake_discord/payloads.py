"""The objects of Discord's reference, as JSON."""

from testing.fake_discord import ids
from testing.fake_discord.model import Attachment, Channel, Json, Message, Person, World


def user(person: Person) -> Json:
    return {
        "id": str(person.id),
        "username": person.name.lower(),
        "global_name": person.name,
        "discriminator": "0000" if person.bot else "0",
        "avatar": None,
        "bot": person.bot,
        "system": False,
        "banner": None,
        "accent_color": None,
        "public_flags": 0,
        "flags": 0,
    }


def me(bot: Person) -> Json:
    return {**user(bot), "mfa_enabled": True, "locale": bot.locale, "verified": True, "email": None}


def channel(dm: Channel) -> Json:
    visible = [m.id for m in dm.messages.values() if not m.ephemeral]
    return {
        "id": str(dm.id),
        "type": 1,
        "flags": 0,
        "last_message_id": str(visible[-1]) if visible else None,
        "recipients": [user(dm.person)],
    }


def attachment(file: Attachment, channel_id: int, cdn: str) -> Json:
    url = f"{cdn}/attachments/{channel_id}/{file.id}/{file.filename}"
    return {
        "id": str(file.id),
        "filename": file.filename,
        "size": len(file.data),
        "url": url,
        "proxy_url": url,
        "content_type": file.content_type,
        **({"description": file.description} if file.description else {}),
    }


def message(sent: Message, cdn: str, *, with_nonce: bool = False) -> Json:
    body: Json = {
        "id": str(sent.id),
        "channel_id": str(sent.channel_id),
        "author": user(sent.author),
        "content": sent.content,
        "timestamp": ids.timestamp(ids.created_at(sent.id)),
        "edited_timestamp": ids.timestamp(sent.edited_at) if sent.edited_at else None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [attachment(a, sent.channel_id, cdn) for a in sent.attachments],
        "embeds": sent.embeds,
        "components": sent.components,
        "pinned": False,
        "type": _message_type(sent),
        "flags": sent.flags,
    }
    if with_nonce and sent.nonce is not None:
        body["nonce"] = sent.nonce
    return body | _extras(sent)


def _message_type(sent: Message) -> int:
    if sent.interaction is not None and sent.interaction["type"] == 2:
        return 20
    return 19 if sent.reply_to else 0


def _extras(sent: Message) -> Json:
    body: Json = {}
    if sent.reply_to:
        body["message_reference"] = {
            "type": 0,
            "message_id": str(sent.reply_to),
            "channel_id": str(sent.channel_id),
        }
    if sent.interaction is not None:
        body["interaction_metadata"] = sent.interaction
        body["application_id"] = body["webhook_id"] = str(sent.author.id)
    return body


def application(world: World) -> Json:
    return {
        "id": str(world.application_id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "owner": user(world.owner),
        "team": None,
        "hook": True,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "approximate_guild_count": 0,
        "approximate_user_install_count": len(world.people),
        "integration_types_config": {"1": {}},
        "bot": user(world.bot),
    }
