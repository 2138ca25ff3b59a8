from forums.models.reading import Follow, ReadMark
from forums.models.space import Space
from forums.models.topic import Post, Topic

__all__ = ["Follow", "Post", "ReadMark", "Space", "Topic"]
