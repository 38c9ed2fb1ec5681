/** Commands that ask the daemon at work over its API. */
package tv.usher.daemon.operate;
