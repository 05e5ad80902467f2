"""The suite reaches nothing but this machine, and sends no real mail."""

import smtplib
import socket

import pytest


def test_reaching_another_machine_is_refused():
    with pytest.raises(RuntimeError, match="network is forbidden"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_resolving_another_name_is_refused():
    with pytest.raises(RuntimeError, match="network is forbidden"):
        socket.getaddrinfo("collectif.example", 80)


def test_real_mail_is_refused():
    with pytest.raises(RuntimeError, match="real mail is forbidden"):
        smtplib.SMTP("localhost", 25)
