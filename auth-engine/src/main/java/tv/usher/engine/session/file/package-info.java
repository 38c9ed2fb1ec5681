/** Sessions and bans in a file, written behind: a process that is killed has forgotten at most its last second. */
package tv.usher.engine.session.file;
