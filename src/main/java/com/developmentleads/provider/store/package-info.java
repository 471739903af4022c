/** What the embedded provider keeps on disk: files, jobs and models. */
package com.developmentleads.provider.store;
