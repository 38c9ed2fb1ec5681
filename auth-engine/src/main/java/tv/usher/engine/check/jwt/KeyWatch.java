package tv.usher.engine.check.jwt;

import tv.usher.api.Reason;

/** Hears again and again whether keys of an issuer are known that count. */
public interface KeyWatch {

    void keysKnown();

    /** None is, so nobody can be judged. */
    void keysMissing(Reason why);
}
