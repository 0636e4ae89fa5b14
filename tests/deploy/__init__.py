"""Tests of deploy/ and of the pages for operators; none needs Docker."""
