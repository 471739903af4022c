/** HTTP and sockets with bounds on time and size, whatever the other side does. It uses no other package. */
package com.developmentleads.net;
