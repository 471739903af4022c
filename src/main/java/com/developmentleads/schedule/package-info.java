/** When runs are due and how long their history is kept. It uses no other package. */
package com.developmentleads.schedule;
