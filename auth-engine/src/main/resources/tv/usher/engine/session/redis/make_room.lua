-- One of a user's sessions was ended to make room for another.
-- ARGV: whom

tell('room', ARGV[1], now())
