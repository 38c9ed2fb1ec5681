/** The contract of backends, for plugins' tests: extend {@link tv.usher.api.contract.BackendContract}. */
package tv.usher.api.contract;
