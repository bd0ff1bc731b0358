// Another program, as far as the window can tell: a small window with a document in it that can be
// dragged out. The first argument is the document's path. It ends once the document was dropped.

#include <gtk/gtk.h>

static gchar *uris[] = {NULL, NULL};

static void give(GtkWidget *from, GdkDragContext *drag, GtkSelectionData *data, guint kind, guint time,
                 gpointer unused) {
  gtk_selection_data_set_uris(data, uris);
}

static void is_over(GtkWidget *from, GdkDragContext *drag, gpointer unused) { gtk_main_quit(); }

int main(int count, char **words) {
  gtk_init(&count, &words);
  if (count != 2) return 2;
  uris[0] = g_filename_to_uri(words[1], NULL, NULL);
  if (uris[0] == NULL) return 2;
  // Such a window is placed by nobody and stands in front.
  GtkWidget *window = gtk_window_new(GTK_WINDOW_POPUP);
  gtk_window_set_title(GTK_WINDOW(window), "A document to drag");
  gtk_window_set_default_size(GTK_WINDOW(window), 60, 40);
  gtk_window_move(GTK_WINDOW(window), 0, 0);
  gtk_widget_add_events(window, GDK_BUTTON_PRESS_MASK | GDK_BUTTON_MOTION_MASK | GDK_BUTTON_RELEASE_MASK);
  gtk_drag_source_set(window, GDK_BUTTON1_MASK, NULL, 0, GDK_ACTION_COPY);
  gtk_drag_source_add_uri_targets(window);
  g_signal_connect(window, "drag-data-get", G_CALLBACK(give), NULL);
  g_signal_connect(window, "drag-end", G_CALLBACK(is_over), NULL);
  gtk_widget_show_all(window);
  gtk_main();
  return 0;
}
