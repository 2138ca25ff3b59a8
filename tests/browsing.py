"""A browser of the tests: signed in, and what it has got as a tree."""

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from elo_platform.accounts.models import User


def client_of(user: User) -> Client:
    """Return a browser in which `user` is signed in."""
    client = Client()
    client.force_login(user)
    return client


def soup(response: HttpResponse) -> BeautifulSoup:
    """Return a page as a tree."""
    return BeautifulSoup(response.content, "html.parser")
