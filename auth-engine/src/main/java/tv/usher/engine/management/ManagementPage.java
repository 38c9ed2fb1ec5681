package tv.usher.engine.management;

import tv.usher.engine.management.api.PageContent;

/** One page of the management listener. Thread-safe. */
interface ManagementPage {

    /**
     * @param accept the reader's {@code Accept} header, empty if it sent none
     */
    PageContent render(String accept);
}
