/** Text from the web made inert, and the word lists that it is read with. */
package com.developmentleads.listing.text;
