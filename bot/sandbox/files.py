"""Files that the bot may fetch: those of messages which stand in its chats."""

from pathlib import PurePosixPath

from bot.sandbox.errors import bad_request
from bot.sandbox.objects import Attachment, Json
from bot.sandbox.params import Params
from bot.sandbox.world import World

LARGEST = 20 * 2**20
"""Bytes of a file that a bot may fetch."""


def get_file(world: World, params: Params) -> Json:
    wanted = params.text("file_id")
    for attachment in _attachments(world):
        if attachment.file_id == wanted:
            if len(attachment.data) > LARGEST:
                raise bad_request("file is too big")
            about: Json = {"file_id": wanted, "file_unique_id": attachment.unique_id, "file_size": len(attachment.data)}
            return about | {"file_path": _path(attachment)}
    raise bad_request("invalid file_id")


def at(world: World, path: str) -> bytes | None:
    """What lies under a path that `getFile` gave."""
    found = (one.data for one in _attachments(world) if _path(one) == path and len(one.data) <= LARGEST)
    return next(found, None)


def _attachments(world: World) -> list[Attachment]:
    chats = [chat for chat in world.chats.values() if world.member(chat, world.bot).is_present]
    return [message.attachment for chat in chats for message in chat.history if message.attachment]


def _path(attachment: Attachment) -> str:
    return f"{attachment.kind}s/file_{attachment.unique_id}{PurePosixPath(attachment.name).suffix}"
