package dev.assay.backends.install;

import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;

/** Passes on how far the resolver has come with each file. */
final class Transfers extends AbstractTransferListener {
  private final Progress progress;

  Transfers(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void transferProgressed(TransferEvent event) {
    tell(event);
  }

  @Override
  public void transferSucceeded(TransferEvent event) {
    tell(event);
  }

  private void tell(TransferEvent event) {
    TransferResource file = event.getResource();
    if (file.getResourceName().endsWith(".jar")) {
      String name = file.getResourceName();
      progress.fetched(
          name.substring(name.lastIndexOf('/') + 1),
          event.getTransferredBytes(),
          Math.max(0, file.getContentLength()));
    }
  }
}
