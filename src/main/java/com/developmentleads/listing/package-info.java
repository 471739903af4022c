/** What a search result is: the page of one property or not, and what it says of it. */
package com.developmentleads.listing;
