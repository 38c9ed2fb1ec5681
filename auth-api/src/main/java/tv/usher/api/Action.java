package tv.usher.api;

/** What the viewer wants to do with the channel. */
public enum Action {
    PLAY,
    PUBLISH
}
