/** What can be told of the files that an engineer edits without running them, behind {@code leads routes check}. */
package com.developmentleads.check;
