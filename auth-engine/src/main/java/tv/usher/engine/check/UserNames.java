package tv.usher.engine.check;

import java.util.regex.Pattern;

/** Names of users, which appear in headers and logs. */
final class UserNames {

    private static final Pattern NAME = Pattern.compile("[!-~](?:[ -~]{0,254}[!-~])?");

    private UserNames() {}

    static void require(String key, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    key + " must have 1 to 256 characters of ASCII, without a blank at its ends");
        }
    }
}
