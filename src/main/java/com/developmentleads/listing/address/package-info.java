/** Postal addresses: found in texts and links, taken apart, and made into the key of a property. */
package com.developmentleads.listing.address;
